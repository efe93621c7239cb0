DROP TABLE export_presets;
