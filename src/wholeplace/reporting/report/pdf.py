"""The report as a tagged PDF."""

from ..errors import ReportingError

NEEDED = (
    "PDF needs WeasyPrint and the Pango libraries: pip install 'wholeplace[pdf]', and on Debian "
    "apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0. Or print the HTML report"
)


def render_pdf(html: str) -> bytes:
    """PDF/UA from the report's own HTML. Nothing is fetched."""
    try:
        from weasyprint import HTML
        from weasyprint.urls import URLFetcher
    except (ImportError, OSError) as error:  # without Pango it is OSError
        raise ReportingError(NEEDED) from error
    nothing = URLFetcher(allowed_protocols=())
    pdf: bytes = HTML(string=html, url_fetcher=nothing).write_pdf(pdf_variant="pdf/ua-1")
    return pdf
