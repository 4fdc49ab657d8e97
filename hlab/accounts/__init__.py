"""Who acts: staff with a log-in, organisations with their codes, participants with nothing but a receipt."""
