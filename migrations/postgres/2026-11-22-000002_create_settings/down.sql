DROP TABLE list_preferences;
DROP TABLE saved_views;
DROP TABLE lookups;
DROP TABLE settings_version;
DROP TABLE settings;
