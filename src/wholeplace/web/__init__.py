"""Pages over a place's results: the only room that knows HTTP, sessions or the web database.

Apps follow the user's work (``pool``, ``cohorts``, ``money``) and what every page needs
(``accounts``, ``access``, ``audit``, ``jobs``, ``design``). In each, writes happen only in
``actions``, reads only in ``queries``, wording and layout in ``presenters``. No business rule lives
here: a page shows what a run wrote, so a page and a command cannot disagree.
"""
