"""Every address of the office."""

from django.conf import settings
from django.contrib import admin
from django.urls import path, re_path
from django.views.generic import RedirectView
from django.views.i18n import set_language

from jixiao.web.api import views as api
from jixiao.web.views import (
    accounts,
    advice,
    case_begin,
    case_move,
    case_remarks,
    cases,
    desk,
    downloads,
    evidence,
    findings,
    health,
    jobs,
    oidc,
    overview,
    proofs,
    public,
    public_indicators,
    public_money,
    public_place,
    review,
    second_factor,
    session,
    typing,
    uploads,
)

_KIND = r"(?P<kind>target|monitoring|evaluation)"
_FILLED = r"(?P<kind>monitoring|evaluation)"
_KEY = r"(?P<key>[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})"

urlpatterns = [
    path("", desk.desk, name="desk"),
    path("login", accounts.enter, name="login"),
    path("login/oidc", oidc.there, name="oidc"),
    path("login/oidc/back", oidc.back, name="oidc_back"),
    path("logout", accounts.leave, name="logout"),
    path("session", session.session, name="session"),
    path("password", accounts.password, name="password"),
    path("language", set_language, name="language"),
    path("second-factor", second_factor.set_up, name="second_factor"),
    path("second-factor/off", second_factor.take_off, name="second_factor_off"),
    path("review", review.show, name="review"),
    path("review/pass", review.pass_together, name="pass_together"),
    re_path(rf"^review/{_KEY}$", review.findings, name="review_row"),
    re_path(rf"^review/{_KEY}/next$", review.following, name="review_next"),
    path("cases/new", case_begin.begin, name="begin"),
    re_path(rf"^cases/{_KEY}$", cases.show, name="case"),
    re_path(rf"^cases/{_KEY}/move$", case_move.do_move, name="move"),
    re_path(rf"^cases/{_KEY}/remarks$", case_remarks.remark, name="remark"),
    re_path(rf"^cases/{_KEY}/reasons$", case_remarks.give_reason, name="reason"),
    re_path(rf"^cases/{_KEY}/verify$", cases.verify, name="verify"),
    re_path(rf"^cases/{_KEY}/advice$", advice.ask, name="advice"),
    re_path(rf"^cases/{_KEY}/{_KIND}$", typing.write, name="write"),
    re_path(rf"^cases/{_KEY}/{_KIND}/sheet$", typing.sheet, name="sheet"),
    re_path(rf"^cases/{_KEY}/{_KIND}/findings$", findings.show, name="findings"),
    re_path(rf"^cases/{_KEY}/{_KIND}/state$", typing.state, name="state"),
    re_path(rf"^cases/{_KEY}/{_KIND}/cells$", typing.type_cell, name="cells"),
    re_path(rf"^cases/{_KEY}/{_KIND}/undo$", typing.take_back, name="undo"),
    re_path(
        rf"^cases/{_KEY}/{_KIND}\.(?P<suffix>docx|xlsx|pdf)$",
        downloads.form,
        name="form",
    ),
    re_path(rf"^cases/{_KEY}/{_FILLED}/proof$", proofs.show, name="proof"),
    re_path(rf"^cases/{_KEY}/{_FILLED}/prove$", proofs.prove, name="prove"),
    re_path(rf"^cases/{_KEY}/{_FILLED}/bind$", proofs.bind, name="bind"),
    re_path(rf"^cases/{_KEY}/{_FILLED}/evidence$", evidence.attach, name="attach"),
    re_path(
        rf"^cases/{_KEY}/{_FILLED}/evidence/(?P<pk>\d{{1,18}})/drop$",
        evidence.drop,
        name="drop",
    ),
    re_path(
        rf"^cases/{_KEY}/evidence/(?P<pk>\d{{1,18}})$",
        evidence.download,
        name="evidence",
    ),
    path("uploads", uploads.bring, name="uploads"),
    path("uploads/<int:pk>", uploads.show, name="upload"),
    re_path(
        r"^uploads/(?P<pk>\d{1,9})/pages/(?P<page>\d{1,4})\.png$",
        uploads.picture,
        name="picture",
    ),
    path("uploads/<int:pk>/tables", uploads.begin_all, name="begin_all_from"),
    path("uploads/<int:pk>/tables/<int:number>", uploads.begin, name="begin_from"),
    path("jobs", jobs.index, name="jobs"),
    re_path(rf"^jobs/{_KEY}$", jobs.show, name="job"),
    re_path(rf"^jobs/{_KEY}/cancel$", jobs.cancel, name="cancel"),
    path("overview", overview.show, name="overview"),
    path("api/v1/openapi.json", api.described, name="api"),
    path("api/v1/cases", api.cases, name="api_cases"),
    re_path(rf"^api/v1/cases/{_KEY}$", api.case, name="api_case"),
    re_path(rf"^api/v1/cases/{_KEY}/draft$", api.draft, name="api_draft"),
    re_path(rf"^api/v1/cases/{_KEY}/moves$", api.move, name="api_move"),
    re_path(rf"^api/v1/cases/{_KEY}/{_FILLED}/proofs$", api.proofs, name="api_proofs"),
    path("api/v1/check", api.check, name="api_check"),
    path("api/v1/published", api.published, name="api_published"),
    path("public/", public.index, name="public"),
    re_path(rf"^public/{_KEY}$", public.table, name="public_table"),
    re_path(
        rf"^public/{_KEY}\.(?P<suffix>docx|xlsx|pdf|json)$",
        public.download,
        name="public_file",
    ),
    re_path(
        rf"^public/{_KEY}/result\.(?P<suffix>docx|xlsx|pdf|json)$",
        public.download_result,
        name="public_result",
    ),
    path("public/indicators", public_indicators.indicators, name="public_indicators"),
    path("public/money", public_money.money, name="public_money"),
    re_path(
        r"^public/places/(?P<pk>\d{1,9})/(?P<year>\d{4})$",
        public_place.place,
        name="public_place",
    ),
    re_path(
        r"^public/places/(?P<pk>\d{1,9})/(?P<year>\d{4})\.(?P<suffix>xlsx|json|csv)$",
        public_place.download,
        name="public_place_file",
    ),
    path("favicon.ico", RedirectView.as_view(url=f"{settings.STATIC_URL}icon.svg")),
    path("healthz", health.alive, name="alive"),
    path("readyz", health.ready, name="ready"),
    path("metrics", health.metrics, name="metrics"),
    # One door: the corner's own asks for no second factor.
    path("admin/login/", RedirectView.as_view(url="/login?next=/admin/")),
    path("admin/", admin.site.urls),
]
handler400 = "jixiao.web.views.errors.not_understood"
handler404 = "jixiao.web.views.errors.not_found"
handler500 = "jixiao.web.views.errors.broken"
