"""Files of past reports read: bytes → text (``encodings``) → tables (``tables``) → typed rows (``rows``), and what is
wrong with single rows (``faults``). Pure, apart from the translated words."""
