"""Hooks that load the scripts for unsaved text, with their messages."""

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import path
from django.urls.resolvers import URLPattern
from wagtail import hooks

from .sessions import session


@hooks.register("register_admin_urls")
def admin_urls() -> list[URLPattern]:
    return [path("sesion/", session, name="session")]


@hooks.register("insert_editor_js")
def keep_copies() -> str:
    return render_to_string("editing/unsaved_text_form.html")


@hooks.register("insert_global_admin_js")
def outlast_sessions() -> str:
    context = {"csrf_cookie": settings.CSRF_COOKIE_NAME}
    return render_to_string("editing/unsaved_text_sessions.html", context)
