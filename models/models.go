// Package models embeds the trained models that ship with the binary. Each has a
// folder of its own with its card: data, licences, scores and how it was made.
//
//	model, err := nlp.Load(models.English)
package models

import _ "embed"

// English is the English model file.
//
//go:embed en-2026-11-22/model.bin
var English []byte
