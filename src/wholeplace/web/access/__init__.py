"""Who may open which page: roles written as code, checked by one decorator."""
