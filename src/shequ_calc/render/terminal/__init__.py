"""What a terminal shows: begin with ``table``, findings for a person by place;
``table_columns`` fits them to the window, ``aligned`` is any other table, ``overview`` the
answer without a place, ``comparison`` places side by side."""
