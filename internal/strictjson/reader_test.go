package strictjson_test

import (
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/byoasn/byoasn/internal/strictjson"
	"github.com/byoasn/byoasn/problem"
)

var options = strictjson.Options{Field: "the file", Fix: "make it again", MaxSize: 200, MaxDepth: 4, Plain: true}

var known = []string{"name", "numbers", "size"}

// A document is what the tests read.
type document struct {
	name    string
	numbers []uint32
}

func read(data string, options strictjson.Options) (*document, error) {
	r, err := strictjson.NewReader([]byte(data), options)
	if err != nil {
		return nil, err
	}
	d := new(document)
	err = r.Object(func(name string) (err error) {
		switch name {
		case "name":
			d.name, err = r.Text()
		case "numbers":
			err = r.Array(func(i int) error {
				n, err := r.Uint32()
				d.numbers = append(d.numbers, n)
				return err
			})
		default:
			err = r.SkipMember(name, known)
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	return d, r.End()
}

func TestReaderReadsInOrderAndSkipsTheRest(t *testing.T) {
	d, err := read(" {\"name\": \"a\\n\u00e4\", \"x\": [{\"y\": null}, true, 1e9],\r\n\t\"numbers\": [0, 4294967295]} \n", options)
	require.NoError(t, err)
	require.Equal(t, &document{name: "a\nä", numbers: []uint32{0, 4294967295}}, d)
}

func TestReaderRefuses(t *testing.T) {
	for _, test := range []struct {
		name, text string
		id         problem.ID
		path, at   string // at: the bytes that it is about
		says       string
	}{
		{"a number for a string", `{"name":  64496}`, strictjson.WrongType, "/name", "64496", "the file /name is a number, expected a string; make it again"},
		{"a string for an array", `{"numbers":"1"}`, strictjson.WrongType, "/numbers", `"1"`, "is a string, expected an array"},
		{"null for a string", `{"name":null}`, strictjson.WrongType, "/name", "null", "is null"},
		{"an object for a number", `{"numbers":[1,{"a":1}]}`, strictjson.WrongType, "/numbers/1", "{", "is an object, expected a number"},
		{"a number past 32 bits", `{"numbers":[4294967296]}`, strictjson.BadValue, "/numbers/0", "4294967296", `"4294967296" is not a whole number`},
		{"a fraction", `{"numbers":[1.0]}`, strictjson.BadValue, "/numbers/0", "1.0", "is not a whole number"},
		{"a name that stands twice", `{"x":1,"\u0078":2}`, strictjson.DuplicateMember, "/x", "", "/x stands twice"},
		{"a name in another case", `{"Name":"a"}`, strictjson.OtherCase, "/Name", `"Name"`, `is not written "name"`},
		{"a name with a long s", `{"ſize":1}`, strictjson.OtherCase, "/ſize", `"ſize"`, `is not written "size"`},
		{"escapes that are not needed", `{"name":"\u0061"}`, strictjson.Spelling, "/name", `"\u0061"`, "escapes that it does not need"},
		{"escapes in a name", `{"n\u0061me":"a"}`, strictjson.Spelling, "/name", "", "escapes that it does not need"},
		{"letters that are not UTF-8", "{\"x\":\"\xff\"}", strictjson.NotUTF8, "/x", "", "invalid UTF-8"},
		{"a lone surrogate", `{"x":"\ud800"}`, strictjson.NotJSON, "/x", "", "is not JSON at byte 6"},
		{"a missing comma", `{"x":1 "y":2}`, strictjson.NotJSON, "", "", "is not JSON at byte 7"},
		{"a misspelt literal", `{"x":tru}`, strictjson.NotJSON, "/x", "", "is not JSON"},
		{"what is not a JSON at all", `aut-num: AS64496`, strictjson.NotJSON, "", "", "is not JSON at byte 0"},
		{"an end that is missing", `{"name":"a"`, strictjson.CutShort, "", "", "is cut short"},
		{"an end in a string", `{"name":"a`, strictjson.CutShort, "", "", "is cut short"},
		{"nothing", "", strictjson.CutShort, "", "", "is cut short"},
		{"more text", `{} x`, strictjson.TrailingData, "", "", "has more after its end"},
		{"a second value", `{}{}`, strictjson.TrailingData, "", "", "has more after its end"},
		{"depth in what is skipped", `{"x":[[[[]]]]}`, strictjson.TooLarge, "", "", "more than 4 levels"},
		{"size", `{}` + strings.Repeat(" ", 199), strictjson.TooLarge, "", "", "larger than 200 bytes"},
		{"a byte-order mark", "\ufeff{}", strictjson.ByteOrderMark, "", "", "save it as UTF-8 without one"},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, err := read(test.text, options)
			var p *problem.Problem
			require.ErrorAs(t, err, &p)
			require.ErrorIs(t, err, test.id)
			require.Equal(t, test.path, p.Path)
			require.ErrorContains(t, err, test.says)
			if test.at != "" {
				require.Equal(t, test.at, test.text[p.Start:p.End])
			}
			require.Equal(t, test.id == strictjson.CutShort, errors.Is(err, io.ErrUnexpectedEOF))
		})
	}
}

func TestReaderTakesWhatIsJustWithinItsBounds(t *testing.T) {
	_, err := read(`{"x":[[[]]]}`, options)
	require.NoError(t, err)
	_, err = read(`{}`+strings.Repeat(" ", 198), options)
	require.NoError(t, err)
}

func TestReaderForgivesEscapesUnlessToldNotTo(t *testing.T) {
	lenient := options
	lenient.Plain = false
	d, err := read(`{"n\u0061me":"\u0062\/"}`, lenient)
	require.NoError(t, err)
	require.Equal(t, "b/", d.name)
}

func TestProblemsRepeatLittle(t *testing.T) {
	long := strings.Repeat("x", 10_000) + "\u009b"
	huge := options
	huge.MaxSize = 1 << 20
	for _, text := range []string{`{"` + long + `":1,"` + long + `":2}`, `{"numbers":[` + strings.Repeat("9", 10_000) + `]}`} {
		_, err := read(text, huge)
		require.Error(t, err)
		require.Less(t, len(err.Error()), 300)
	}
}
