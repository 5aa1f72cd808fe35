"""The few of allauth's pages that this portal has, under allauth's own names, and the switch of language.

There is no sign-up and no reset by e-mail: an administrator opens accounts and sets passwords anew.
"""

from allauth.account import views as allauth_views
from django.urls import path

from accounts.views import language

urlpatterns = [
    path("login/", allauth_views.login, name="account_login"),
    path("logout/", allauth_views.logout, name="account_logout"),
    path("inactive/", allauth_views.account_inactive, name="account_inactive"),
    path("password/", allauth_views.password_change, name="account_change_password"),
    path("language/", language.switch_language, name="set_language"),
]
