package proof

import (
	"fmt"
	"strings"

	"github.com/byoasn/byoasn/problem"
	"github.com/byoasn/byoasn/resource"
)

// The problems of [File.Find].
const (
	NoProof    problem.ID = "no-such-proof"
	Ambiguous  problem.ID = "several-proofs"
	maxChoices            = 5 // named in an error
)

// Which says which proof of a file is meant, as far as that is known. The zero
// value is the only one.
type Which struct {
	Account  string
	Resource resource.Resource
}

func (w Which) matches(p *Proof) bool {
	return (w.Account == "" || p.Account == w.Account || p.Account == "") &&
		(w.Resource.IsZero() || p.Resource == w.Resource)
}

func (w Which) name() string {
	var words []string
	if !w.Resource.IsZero() {
		words = append(words, w.Resource.Name())
	}
	if w.Account != "" {
		words = append(words, "account "+w.Account)
	}
	return strings.Join(words, ", ")
}

// Find returns the one proof that is meant. Its error is a [*problem.Problem]:
// [NoProof], or [Ambiguous], which lists what there is to choose from.
func (f *File) Find(w Which) (*Proof, error) {
	var found []*Proof
	for _, p := range f.Proofs {
		if w.matches(p) {
			found = append(found, p)
		}
	}
	switch len(found) {
	case 1:
		return found[0], nil
	case 0:
		p := &problem.Problem{ID: NoProof, Field: "the proof file", What: "has no proofs yet", Fix: "start one with byoasn new"}
		if name := w.name(); name != "" {
			p.What, p.Fix = "has none for "+name, "add it with byoasn new"
		}
		return nil, p
	}
	var names []string
	for _, p := range found[:min(len(found), maxChoices)] {
		names = append(names, p.Name())
	}
	if more := len(found) - len(names); more > 0 {
		names = append(names, fmt.Sprintf("%d more", more))
	}
	return nil, &problem.Problem{ID: Ambiguous, Field: "the proof file", What: "has several: " + strings.Join(names, "; "),
		Fix: "name one with --asn or --cidr, and --account"}
}

// Add puts a proof into the file, in the place of one with the same account and
// resource.
func (f *File) Add(p *Proof) {
	for i, other := range f.Proofs {
		if other.Account == p.Account && other.Resource == p.Resource {
			f.Proofs[i] = p
			return
		}
	}
	f.Proofs = append(f.Proofs, p)
}
