package main

import (
	"encoding/json"
	"strconv"

	"hearsay/nlp"
)

// quotedLabels are a model's labels as JSON.
type quotedLabels struct{ upos, relations, names [][]byte }

func quoted(l *nlp.Labels) quotedLabels {
	quote := func(labels []string) [][]byte {
		out := make([][]byte, len(labels))
		for i, s := range labels {
			out[i] = appendQuoted(nil, s)
		}
		return out
	}
	return quotedLabels{quote(l.UPOS), quote(l.Relations), quote(l.Names)}
}

// write appends a line for each line that was annotated.
func (t *tagger) write(out []byte) []byte {
	start, sentence := 0, 0
	for _, end := range t.lineEnds {
		out = append(out, `{"tokens":[`...)
		for i, w := range t.words[start:end] {
			out = appendQuoted(comma(out, i), w)
		}
		out = appendLabels(append(out, `],"upos":[`...), t.labels.upos, t.annotation.UPOS[start:end])
		out = append(out, `],"heads":[`...)
		for i, h := range t.annotation.Heads[start:end] {
			out = strconv.AppendInt(comma(out, i), int64(h), 10)
		}
		out = appendLabels(append(out, `],"deprels":[`...), t.labels.relations, t.annotation.Relations[start:end])
		out = append(out, `],"sentences":[`...)
		for i, from := 0, start; from < end; i++ {
			to := t.sentenceEnds[sentence]
			out = strconv.AppendInt(append(comma(out, i), '['), int64(from-start), 10)
			out = append(strconv.AppendInt(append(out, ','), int64(to-start), 10), ']')
			from = to
			sentence++
		}
		out = appendLabels(append(out, `],"names":[`...), t.labels.names, t.annotation.Names[start:end])
		out = append(out, `],"claims":[`...)
		for i := range end - start {
			out = append(comma(out, i), `"O"`...)
		}
		out = append(out, "]}\n"...)
		start = end
	}
	return out
}

func comma(out []byte, i int) []byte {
	if i > 0 {
		return append(out, ',')
	}
	return out
}

func appendLabels(out []byte, labels [][]byte, of []uint8) []byte {
	for i, l := range of {
		out = append(comma(out, i), labels[l]...)
	}
	return out
}

// appendQuoted appends a string as JSON; what is not plain is left to the library.
func appendQuoted(out []byte, s string) []byte {
	for i := range len(s) {
		if c := s[i]; c < ' ' || c > '~' || c == '"' || c == '\\' {
			q, _ := json.Marshal(s) // a string has no error
			return append(out, q...)
		}
	}
	return append(append(append(out, '"'), s...), '"')
}
