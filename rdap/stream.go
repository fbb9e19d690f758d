package rdap

import (
	"html"
	"slices"
	"sort"
	"strings"
)

// A stream is all the text of one owner, a line after the other, so that a
// certificate can be followed over the ends of lines and remarks.
type stream struct {
	record *Record
	all    string  // the pieces, each with a newline behind it
	pieces []piece // in order
}

// A piece is one line, cleaned of what gets in the way of reading it.
type piece struct {
	start      int    // offset in stream.all
	raw        string // as it stands in the record
	text, line int    // where it stands
	forms      []Form // what was cleaned off
}

var (
	// prefix is what registries' whois and careless pastes put before a line.
	prefix = pattern(`(?i)^[ \t]*(comment|remarks|descr):[ \t]*`)
	// escaped is a line break in letters, as JSON and shells write it.
	escaped = strings.NewReplacer(`\r\n`, "\n", `\n`, "\n", `\r`, "\n")
)

func newStream(r *Record, texts []int) *stream {
	s := &stream{record: r}
	var all strings.Builder
	for _, t := range texts {
		for l, raw := range r.Texts[t].Lines {
			p := piece{start: all.Len(), raw: raw, text: t, line: l}
			all.WriteString(p.clean(raw) + "\n")
			s.pieces = append(s.pieces, p)
		}
	}
	s.all = all.String()
	return s
}

// clean undoes one layer of escaping and notes which.
func (p *piece) clean(line string) string {
	line = strings.TrimRight(line, "\r\n")
	for _, step := range []struct {
		form Form
		undo func(string) string
	}{
		{Prefixed, func(s string) string { return prefix().ReplaceAllString(s, "") }},
		{HTMLEntities, html.UnescapeString},
		{EscapedBreaks, escaped.Replace},
	} {
		if undone := step.undo(line); undone != line {
			p.forms = append(p.forms, step.form)
			line = undone
		}
	}
	return line
}

// at returns the index of the piece that holds an offset.
func (s *stream) at(offset int) int {
	return sort.Search(len(s.pieces), func(i int) bool { return s.pieces[i].start > offset }) - 1
}

// forms says what is wrong with a stretch of the stream by where it stands.
// A stretch that is in the record letter by letter, on one line, has nothing.
func (s *stream) forms(start, end int) []Form {
	first, last := s.at(start), s.at(end-1)
	stretch := s.all[start:end]
	if first == last && strings.Contains(s.pieces[first].raw, stretch) && !strings.ContainsAny(stretch, "\r\n") {
		return nil
	}
	var forms []Form
	add := func(f Form) {
		if !slices.Contains(forms, f) {
			forms = append(forms, f)
		}
	}
	if s.pieces[first].text != s.pieces[last].text {
		add(SplitTexts)
	} else if first != last {
		add(SplitLines)
	}
	for _, p := range s.pieces[first : last+1] {
		for _, f := range p.forms {
			add(f)
		}
		if strings.ContainsAny(strings.TrimRight(p.raw, "\r\n"), "\r\n") {
			add(SplitLines)
		}
	}
	return forms
}

func (s *stream) place(offset int) Place {
	p := s.pieces[s.at(offset)]
	return s.record.place(p.text, p.line)
}
