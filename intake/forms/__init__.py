"""Forms of the counter, a module per page. They read and clean what was typed; the domain functions decide."""
