"""What the load tests share: servers of their own, the load tool, the machine, plots. Python 3.9 or later, nothing but its library."""
