"""What each page shows, row by row, of what the queries have read: between the views, which only ask, and templates."""
