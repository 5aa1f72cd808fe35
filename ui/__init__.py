"""What pages and forms share: both calendars, digits, fields, template tags, pagination. Floor 0, no models."""
