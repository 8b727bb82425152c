"""What the description says: routes, parameters, schemas, constraints, examples."""
