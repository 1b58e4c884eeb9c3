"""Addresses of the accounts slice. Names without a prefix are those by which allauth leads from page to page."""

from __future__ import annotations

from django.urls import include, path

from jingkai.accounts.views import audit, members, own, people, second_factor, signing_in

_own = [
    path("", own.own, name="own"),
    path("notifications/", own.notifications, name="notifications"),
    path("notifications/<int:pk>/", own.follow, name="follow"),
    path("tokens/", own.tokens, name="tokens"),
    path("tokens/<int:pk>/revoke/", own.revoke, name="revoke"),
    path("people/", people.people, name="people"),
    path("people/open/", people.open_account, name="open"),
    path("people/<uuid:public_id>/", people.person, name="person"),
    path("people/<uuid:public_id>/grant/", people.grant, name="grant"),
    path("people/<uuid:public_id>/roles/<int:pk>/withdraw/", people.withdraw, name="withdraw"),
    path("people/<uuid:public_id>/close/", people.close, name="close"),
    path("people/<uuid:public_id>/reset/<slug:what>/", people.reset, name="reset"),
    path("people/<uuid:public_id>/reveal/", people.reveal, name="reveal"),
    path("enterprises/<slug:uscc>/people/", members.members, name="members"),
    path("enterprises/<slug:uscc>/people/<int:pk>/remove/", members.remove, name="remove_member"),
    path("trail/", audit.trail, name="trail"),
    path("signed-out/", signing_in.signed_out, name="signed_out"),
    path("second-factor/needed/", second_factor.why, name="second_factor"),
]

urlpatterns = [
    path("", include((_own, "accounts"))),
    path("sign-in/", signing_in.sign_in, name="account_login"),
    path("sign-in/code/", signing_in.second_step, name="mfa_authenticate"),
    path("sign-in/closed/", signing_in.closed, name="account_inactive"),
    path("sign-in/no-account/", signing_in.no_account, name="account_signup"),
    path("sign-out/", signing_in.sign_out, name="account_logout"),
    path("confirm/password/", signing_in.confirm_password, name="account_reauthenticate"),
    path("confirm/code/", second_factor.confirm, name="mfa_reauthenticate"),
    path("password/", signing_in.change_password, name="account_change_password"),
    path("password/none/", signing_in.no_password, name="account_set_password"),
    path("second-factor/", second_factor.overview, name="mfa_index"),
    path("second-factor/set-up/", second_factor.set_up, name="mfa_activate_totp"),
    path("second-factor/take-away/", second_factor.take_away, name="mfa_deactivate_totp"),
    path("second-factor/codes/", second_factor.codes, name="mfa_view_recovery_codes"),
    path("second-factor/codes/new/", second_factor.new_codes, name="mfa_generate_recovery_codes"),
    path("other/cancelled/", signing_in.other_system_cancelled, name="socialaccount_login_cancelled"),
    path("other/failed/", signing_in.other_system_failed, name="socialaccount_login_error"),
    path("other/no-account/", signing_in.no_account, name="socialaccount_signup"),
    path("other/connections/", signing_in.no_account, name="socialaccount_connections"),
    path("other/<slug:provider_id>/", signing_in.other_system, name="openid_connect_login"),
    path("other/<slug:provider_id>/back/", signing_in.other_system_back, name="openid_connect_callback"),
]
