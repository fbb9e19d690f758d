package handoff

import "fmt"

// MaxNote is the length of the longest note, in characters.
const MaxNote = 200

// checkNote refuses what is not printable ASCII: every console shows that, no
// letter of it passes for another's, and none turns the direction of a line.
func checkNote(note string) *Error {
	const mend = "write a short note of printable ASCII characters on one line"
	if len(note) > MaxNote {
		return &Error{ID: BadNote, File: RequestFile, Path: "/note", Mend: mend,
			What: fmt.Sprintf("has %d bytes, more than %d", len(note), MaxNote)}
	}
	for i, r := range note {
		if r < ' ' || r > '~' {
			return &Error{ID: BadNote, File: RequestFile, Path: "/note", Mend: mend,
				What: fmt.Sprintf("has the character U+%04X at byte %d, and a note is printable ASCII", r, i)}
		}
	}
	return nil
}
