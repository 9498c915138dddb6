"""Write who did what into the trail."""

from django.http import HttpRequest

from jixiao.web.models import Trail
from jixiao.web.request_values import address_of


def note(request: HttpRequest, action: str, about: str = "") -> None:
    """Write one line about a request."""
    user = request.user if request.user.is_authenticated else None
    Trail.objects.create(
        user=user,
        name=user.username if user else "",
        address=address_of(request),
        action=action,
        about=about[:300],
    )
