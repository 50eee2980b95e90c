"""What authors print: quotations, claims, tables, pictures, reports."""
