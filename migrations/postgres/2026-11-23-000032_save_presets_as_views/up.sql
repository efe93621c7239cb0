-- What is saved under a name is one table: views of the list, and presets of exports. `query` holds the
-- parameters of the page that it opens.
ALTER TABLE saved_views ADD COLUMN kind TEXT NOT NULL DEFAULT 'view' CHECK (kind IN ('view', 'preset'));
INSERT INTO saved_views (staff_id, kind, name, visibility, role, query, created_at)
SELECT staff_id, 'preset', name, visibility, role, 'format=' || format || '&columns=' || replace(keys, ',', '%2C'), created_at
FROM export_presets ORDER BY id;
DROP TABLE export_presets;
-- An owner's names tell things of a kind apart. Whatever ends in the mark gets a number of its own too, so
-- that no new name is one that is there.
UPDATE saved_views SET name = substr(name, 1, 60) || ' · n.º ' || id
WHERE name LIKE '% · n.º %' OR EXISTS (
    SELECT 1 FROM saved_views AS other
    WHERE other.staff_id = saved_views.staff_id AND other.kind = saved_views.kind
        AND other.name = saved_views.name AND other.id < saved_views.id
);
DROP INDEX saved_views_staff;
CREATE UNIQUE INDEX saved_views_name ON saved_views (staff_id, kind, name);
