package rdap

import (
	"fmt"

	"github.com/byoasn/byoasn/problem"
)

// MaxSize is the size of the largest record that is read, in bytes. The largest
// answers seen have some 25,000, and a certificate adds 1,400.
const MaxSize = 4 << 20

// maxDepth is how deep a record may nest, entities and contact cards included.
// Recorded answers reach 9.
const maxDepth = 64

// A bound is a kind of thing that is counted over the whole of a record, so
// that a small record cannot grow large in memory.
type bound int

const (
	boundEntities bound = iota
	boundTexts
	boundLines
	boundItems
)

// limits are a hundred times what is seen at the registries and more.
var limits = [...]struct {
	what string
	most int
}{
	boundEntities: {"entities", 2000},
	boundTexts:    {"remarks and notices", 5000}, // AFRINIC sends a remark for each line
	boundLines:    {"lines of text", 50_000},     // the longest aut-num seen has 290
	boundItems:    {"links, roles and the like", 5000},
}

// A tally counts what a record holds so far.
type tally [len(limits)]int

// add counts one more.
func (t *tally) add(b bound) error {
	if t[b]++; t[b] > limits[b].most {
		return &problem.Problem{ID: TooLarge, Field: "the record",
			What: fmt.Sprintf("has more than the %d %s that are read", limits[b].most, limits[b].what)}
	}
	return nil
}
