package provision

import (
	"encoding/json"
	"slices"
	"strings"
)

// A policy is a document of AWS IAM ("IAM JSON policy reference", IAM User Guide).
type policy struct {
	Version   string      `json:"Version"`
	Statement []statement `json:"Statement"`
}

type statement struct {
	Sid      string   `json:"Sid"`
	Effect   string   `json:"Effect"`
	Action   []string `json:"Action"`
	Resource string   `json:"Resource"`
}

// Policy is the IAM policy that allows every call of the runbook to AWS and no other,
// with a statement for each phase, and a newline at the end: who is only to look may
// be given the first one's Describe, Get and List actions.
func (b Runbook) Policy() string {
	p := policy{Version: "2012-10-17"}
	for _, phase := range []Phase{Bring, Return, Leave} {
		if actions := b.actions(phase); len(actions) > 0 {
			p.Statement = append(p.Statement, statement{"Byoasn" + camel(string(phase)), "Allow", actions, "*"})
		}
	}
	document, err := json.MarshalIndent(p, "", "  ")
	if err != nil {
		panic(err) // strings alone, all of them ours
	}
	return string(document) + "\n"
}

// Policy is that of the request's runbook. Its error is that of [Request.Check].
func (r Request) Policy() (string, error) {
	book, err := r.Runbook()
	if err != nil {
		return "", err
	}
	return book.Policy(), nil
}

// actions are those of a phase, sorted.
func (b Runbook) actions(phase Phase) []string {
	var actions []string
	add := func(c Command) {
		if len(c) > 2 && c[0].Text == "aws" {
			actions = append(actions, c[1].Text+":"+camel(c[2].Text))
		}
	}
	for _, step := range b.Steps {
		if step.Phase != phase {
			continue
		}
		for _, c := range step.Commands {
			add(c)
		}
		if step.Wait != nil {
			add(step.Wait.Poll)
		}
	}
	for _, v := range b.Variables {
		if phase == Bring {
			add(v.Lists)
		}
	}
	slices.Sort(actions)
	return slices.Compact(actions)
}

// camel turns the AWS CLI's name of an operation into the API's, which is the
// action's.
func camel(name string) string {
	var b strings.Builder
	for word := range strings.SplitSeq(name, "-") {
		if word != "" {
			b.WriteString(strings.ToUpper(word[:1]) + word[1:])
		}
	}
	return b.String()
}
