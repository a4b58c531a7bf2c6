package models

import _ "embed"

// English is the English model file.
//
//go:embed en-2026-11-28b/model.bin
var English []byte
