"""What is measured rather than tested: quality against gold, and speed as ratios within one run. `make bench` runs it all."""
