"""One module for each thing that is measured. They are run by interpreters that have its package installed.

Each has a function for every row that it takes part in. It prepares what is not to be measured, and returns
what is: a function to be called again and again. What that returns is compared between the subjects, so that
nobody is fast by doing less.
"""
