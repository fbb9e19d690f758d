package asn_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/byoasn/byoasn/asn"
)

func TestParseTakesPlainDecimalWithOrWithoutPrefix(t *testing.T) {
	for text, want := range map[string]asn.Number{
		"0": 0, "1": 1, "64496": 64496, "AS64496": 64496, "as64496": 64496,
		"As64496": 64496, "aS64496": 64496, "4294967295": 4294967295,
	} {
		got, err := asn.Parse(text)
		require.NoError(t, err, text)
		require.Equal(t, want, got, text)
	}
}

func TestParseRefusesAndNamesTheSlip(t *testing.T) {
	tests := []struct {
		text string
		slip asn.Slip
		says string
	}{
		{"", asn.Empty, "no digits"},
		{"AS", asn.Empty, "no digits"},
		{"1.10", asn.Asdot, "in plain decimal it is 65546"},
		{"AS1.10", asn.Asdot, "in plain decimal it is 65546"},
		{"0.64496", asn.Asdot, "in plain decimal it is 64496"},
		{"65535.65535", asn.Asdot, "in plain decimal it is 4294967295"},
		{"1.65536", asn.Asdot, "not a valid one"},
		{"1.2.3", asn.Asdot, "not a valid one"},
		{".", asn.Asdot, "not a valid one"},
		{"+64496", asn.Sign, "has a sign"},
		{"-1", asn.Sign, "has a sign"},
		{"AS+1", asn.Sign, "has a sign"},
		{" 64496", asn.Blank, "blanks"},
		{"64496\n", asn.Blank, "blanks"},
		{"AS 64496", asn.Blank, "blanks"},
		{"64\u00a0496", asn.Blank, "blanks"},
		{"064496", asn.LeadingZero, "leading zero"},
		{"00", asn.LeadingZero, "leading zero"},
		{"AS01", asn.LeadingZero, "leading zero"},
		{"4294967296", asn.OutOfRange, "past 4294967295"},
		{"99999999999999999999999", asn.OutOfRange, "past 4294967295"},
		{"0x10", asn.NotDigits, "not a decimal number"},
		{"1_000", asn.NotDigits, "not a decimal number"},
		{"ASAS1", asn.NotDigits, "not a decimal number"},
		{"٣", asn.NotDigits, "not a decimal number"},
	}
	for _, test := range tests {
		t.Run(test.text, func(t *testing.T) {
			_, err := asn.Parse(test.text)
			var e *asn.Error
			require.ErrorAs(t, err, &e)
			require.Equal(t, test.slip, e.Slip)
			require.Equal(t, test.text, e.Input)
			require.ErrorContains(t, err, test.says)
		})
	}
}

func TestErrorRepeatsOnlyTheStartOfALongInput(t *testing.T) {
	_, err := asn.Parse(strings.Repeat("9", 5000))
	require.Error(t, err)
	require.Less(t, len(err.Error()), 200)
}

func TestTextMarshalersCarryPlainDecimal(t *testing.T) {
	out, err := json.Marshal(map[string]asn.Number{"asn": 64496})
	require.NoError(t, err)
	require.JSONEq(t, `{"asn":"64496"}`, string(out))

	var in struct{ ASN asn.Number }
	require.NoError(t, json.Unmarshal([]byte(`{"ASN":"AS64496"}`), &in))
	require.Equal(t, asn.Number(64496), in.ASN)

	in.ASN = 7
	require.Error(t, json.Unmarshal([]byte(`{"ASN":"1.10"}`), &in))
	require.Equal(t, asn.Number(7), in.ASN, "a refused text changes nothing")
}

func FuzzParse(f *testing.F) {
	seeds := []string{"64496", "AS64496", "1.10", "-1", "007", "", "4294967296", "a\xff"}
	require.NotEmpty(f, seeds)
	for _, seed := range seeds {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		n, err := asn.Parse(text)
		if err != nil {
			require.NotEmpty(t, err.Error())
			return
		}
		plain := text
		if len(text) > 2 && strings.EqualFold(text[:2], "AS") {
			plain = text[2:]
		}
		require.Equal(t, plain, n.String(), "Parse forgives the prefix and nothing else")
	})
}
