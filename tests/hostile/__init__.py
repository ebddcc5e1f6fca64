"""Documents made to harm whoever reads them, and folders made to harm whoever writes into them."""
