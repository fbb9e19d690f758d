package status

import (
	"fmt"

	"github.com/byoasn/byoasn/problem"
)

// Turned says what is another verdict, or another finding, than in an earlier report
// of the same file: a sentence each.
func (report *Report) Turned(before *Report) []string {
	var turned []string
	for _, way := range report.Ways {
		old, found := before.way(way)
		if !found {
			turned = append(turned, fmt.Sprintf("%s: new in the file", way.Name()))
			continue
		}
		for _, line := range way.Lines {
			was := old.line(line)
			if was.word() != line.word() || was.Summary != line.Summary {
				turned = append(turned, fmt.Sprintf("%s: %s: %s, and was %s: %s", way.Name(), line.name(), line.word(), was.word(), line.Summary))
			}
		}
		if way.Next != old.Next && way.Next != "" {
			turned = append(turned, fmt.Sprintf("%s: next: %s", way.Name(), way.Next))
		}
	}
	for i := range turned {
		turned[i] = problem.Visible(turned[i])
	}
	return turned
}

func (report *Report) way(like Way) (Way, bool) {
	for _, way := range report.Ways {
		if way.Resource == like.Resource && way.Account == like.Account {
			return way, true
		}
	}
	return Way{}, false
}

func (way Way) line(like Line) Line {
	for _, line := range way.Lines {
		if line.Step == like.Step && line.Range == like.Range {
			return line
		}
	}
	return Line{Summary: "not there"}
}

// name is the step, and its range.
func (line Line) name() string {
	if line.Range == "" {
		return string(line.Step)
	}
	return string(line.Step) + " " + line.Range
}
