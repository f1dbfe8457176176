"""What a web server such as gunicorn calls."""

import os

from .environment import require_place, require_prepared

require_prepared(require_place())
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wholeplace.web.settings")

from django.core.wsgi import get_wsgi_application  # noqa: E402  settings must be named first

application = get_wsgi_application()
