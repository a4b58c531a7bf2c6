// Package train reads corpora, trains what is trained, and judges what was read.
package train
