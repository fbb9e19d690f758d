package roa

import (
	"bufio"
	"bytes"

	"github.com/byoasn/byoasn/problem"
)

// A kind is a file that is something else than is read, told by its beginning.
type kind struct {
	begin string
	id    problem.ID
	what  string
	fix   string
}

// asJSON is how to get what is read.
const asJSON = "export JSON: routinator vrps --format json, or rpki-client -j"

// foreign are known by their first characters.
var foreign = []kind{
	{"\x1f\x8b", compressedFile, "is gzip", "decompress it first"},
	{"BZh", compressedFile, "is bzip2", "decompress it first"},
	{"\xfd7zXZ\x00", compressedFile, "is xz", "decompress it first"},
	{"\x28\xb5\x2f\xfd", compressedFile, "is zstd", "decompress it first"},
	{"PK\x03\x04", compressedFile, "is a ZIP archive", "take the export out of it first"},
	{"<", foreignFile, "is a web page (HTML) or XML", "check where it was fetched from"},
}

// texts are known by the beginning of their first line that is no comment. They
// are what validators write for routers and people.
var texts = []kind{
	{"roa-set", openBGPDFile, "is OpenBGPD's configuration (roa-set), which does not tell its age or trust anchors", asJSON},
	{"aspa-set", openBGPDFile, "is OpenBGPD's configuration (aspa-set)", asJSON},
	{"roa4 table", birdFile, "is BIRD's configuration", asJSON},
	{"roa6 table", birdFile, "is BIRD's configuration", asJSON},
	{"roa table", birdFile, "is BIRD's configuration", asJSON},
	{"roa ", birdFile, "is BIRD's configuration", asJSON},
	{"route ", birdFile, "is BIRD's configuration", asJSON},
	{"define force_roa_table_update", birdFile, "is BIRD's configuration", asJSON},
	{"protocol static", birdFile, "is BIRD's configuration", asJSON},
	{"route:", rpslFile, "has RPSL route objects, as routinator vrps --format rpsl or a routing registry has them", asJSON},
	{"route6:", rpslFile, "has RPSL route objects, as routinator vrps --format rpsl or a routing registry has them", asJSON},
	{"Summary", summaryFile, "is a validator's summary, which has numbers and no VRPs", asJSON},
}

// members are those of the outermost object by which other JSON of the RPKI is
// known.
var members = []kind{
	{"slurmVersion", slurmFile, "is SLURM (RFC 8416): exceptions for one network's own validator, which say nothing about what AWS sees", asJSON},
	{"locallyAddedAssertions", slurmFile, "is SLURM (RFC 8416): exceptions for one network's own validator, which say nothing about what AWS sees", asJSON},
	{"validationOutputFilters", slurmFile, "is SLURM (RFC 8416): exceptions for one network's own validator, which say nothing about what AWS sees", asJSON},
	{"validated_route", validityAnswer, "is an answer of Routinator's validity API about one route", asJSON + ", or fetch /json of the same server"},
	{"validated_routes", validityAnswer, "is the output of routinator validate about some routes", asJSON},
}

func (k kind) problem() error {
	return &problem.Problem{ID: k.id, Field: theFile, What: k.what, Fix: k.fix}
}

// peeked is how much of a file is looked at to tell what it is.
const peeked = 4 << 10

// detect tells the format by the file's first characters, and takes a byte-order
// mark off. UTF-16 is made UTF-8.
func detect(in **bufio.Reader, x *Export) error {
	head, err := (*in).Peek(peeked)
	if len(head) == 0 && err != nil {
		return &problem.Problem{ID: emptyFile, Field: theFile, What: "is empty", Fix: exportAgain}
	}
	if order := utf16Order(head); order != nil {
		*in = bufio.NewReaderSize(&utf16Reader{in: *in, order: order}, maxLine)
		head, _ = (*in).Peek(peeked)
	}
	if rest, marked := bytes.CutPrefix(head, []byte("\xef\xbb\xbf")); marked {
		(*in).Discard(len(head) - len(rest))
		head = rest
	}
	text := bytes.TrimLeft(head, " \t\r\n")
	for _, k := range foreign {
		if bytes.HasPrefix(text, []byte(k.begin)) {
			return k.problem()
		}
	}
	switch {
	case len(text) == 0:
		return &problem.Problem{ID: emptyFile, Field: theFile, What: "begins with nothing but blanks: expected JSON or CSV", Fix: exportAgain}
	case bytes.IndexByte(text, 0) >= 0:
		return &problem.Problem{ID: foreignFile, Field: theFile, What: "is binary: expected JSON or CSV", Fix: asJSON}
	case text[0] == '{':
		x.Format = JSON
	case text[0] == '[':
		x.Format = Array
	default:
		x.Format = CSV
		return detectText(text)
	}
	return nil
}

// detectText refuses texts that are no CSV.
func detectText(text []byte) error {
	for line := range bytes.Lines(text) {
		line = bytes.TrimSpace(line)
		if len(line) == 0 || line[0] == '#' {
			continue
		}
		for _, k := range texts {
			if bytes.HasPrefix(line, []byte(k.begin)) {
				return k.problem()
			}
		}
		return nil
	}
	return nil
}
