"""What a web server calls."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jixiao.web.settings")
application = get_wsgi_application()

# What was loaded stays: it is neither looked through again nor copied when the server forks. Pages
# leave little behind that counting references does not clear away at once.
gc.collect()
gc.freeze()
gc.set_threshold(50_000, 20, 50)
