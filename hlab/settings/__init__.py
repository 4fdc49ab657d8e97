"""Settings. `base` is safe for production; `dev` is the embedded site on one machine; `test` is the suite."""
