package message_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/byoasn/byoasn/message"
	"github.com/byoasn/byoasn/problem"
	"github.com/byoasn/byoasn/resource"
)

const good = "1|aws|123456789012|12345|20271231|SHA256|RSAPSS"

func TestParseKeepsEveryByteOfAGoodMessage(t *testing.T) {
	for _, text := range []string{
		good,
		"1|aws|123456789012|192.0.2.0/24|20271231|SHA256|RSAPSS",
		"1|aws|123456789012|2001:db8::/32|20271231|SHA256|RSAPSS",
		"1|aws|123456789012|0|20271231|SHA256|RSAPSS",
		"1|aws|0123456789AB|198.51.100.0/24|20171231|SHA256|RSAPSS", // AWS's own example
		"1|aws|1234-5678-9012|12345|20271231|SHA256|RSAPSS",         // verifies, and Check reports it
	} {
		m, err := message.Parse(text)
		require.NoError(t, err, text)
		require.Equal(t, text, m.String())
		require.Equal(t, []byte(text), m.Bytes())
	}
}

func TestParseReadsTheFields(t *testing.T) {
	m, err := message.Parse(good)
	require.NoError(t, err)
	require.Equal(t, "123456789012", m.Account())
	require.Equal(t, message.Date{Year: 2027, Month: 12, Day: 31}, m.Expiry())
	n, ok := m.Resource().ASN()
	require.True(t, ok)
	require.Equal(t, resource.ASN(12345), n)
	_, ok = m.Resource().CIDR()
	require.False(t, ok)
}

// slips maps a flawed text to the problems that Parse must find in it, and
// whether it must guess that good was meant.
var slips = []struct {
	name  string
	text  string
	ids   []problem.ID
	field string // of the first
	meant bool
}{
	// M1
	{"the scheme is missing", "1|aws|123456789012|12345|20271231|SHA256", []problem.ID{message.MissingField}, "scheme", true},
	{"the version is missing", "aws|123456789012|12345|20271231|SHA256|RSAPSS", []problem.ID{message.MissingField}, "version", true},
	{"the account is missing", "1|aws|12345|20271231|SHA256|RSAPSS", []problem.ID{message.MissingField}, message.FieldAccount, false},
	{"the account is empty", "1|aws||12345|20271231|SHA256|RSAPSS", []problem.ID{message.MissingField}, message.FieldAccount, false},
	{"the resource is missing", "1|aws|123456789012|20271231|SHA256|RSAPSS", []problem.ID{message.MissingField}, message.FieldResource, false},
	{"the date is missing", "1|aws|123456789012|12345|SHA256|RSAPSS", []problem.ID{message.MissingField}, message.FieldExpiry, false},
	{"a region is invented", "1|aws|123456789012|us-east-1|12345|20271231|SHA256|RSAPSS", []problem.ID{message.InventedField}, "message", true},
	{"a bar follows", good + "|", []problem.ID{message.InventedField}, "message", true},
	{"account and resource have changed places", "1|aws|12345|123456789012|20271231|SHA256|RSAPSS", []problem.ID{message.FieldOrder}, message.FieldAccount, true},
	{"resource and date have changed places", "1|aws|123456789012|20271231|12345|SHA256|RSAPSS", []problem.ID{message.FieldOrder}, message.FieldResource, true},
	{"the last two have changed places", "1|aws|123456789012|12345|20271231|RSAPSS|SHA256", []problem.ID{message.FieldOrder}, "digest", true},
	{"the version is another", "2|aws|123456789012|12345|20271231|SHA256|RSAPSS", []problem.ID{message.WrongConstant}, "version", true},
	{"the cloud is in capitals", "1|AWS|123456789012|12345|20271231|SHA256|RSAPSS", []problem.ID{message.WrongConstant}, "partition", true},
	{"the cloud is a partition", "1|aws-us-gov|123456789012|12345|20271231|SHA256|RSAPSS", []problem.ID{message.WrongConstant}, "partition", true},
	{"the digest has a dash", "1|aws|123456789012|12345|20271231|SHA-256|RSAPSS", []problem.ID{message.WrongConstant}, "digest", true},
	{"the scheme is spelt as in RFC 8017", "1|aws|123456789012|12345|20271231|SHA256|RSASSA-PSS", []problem.ID{message.WrongConstant}, "scheme", true},
	{"it is prose", "please announce our network", []problem.ID{message.NotAMessage, "blank"}, "message", false},
	{"it is bars alone", "||||||", []problem.ID{message.NotAMessage}, "message", false},
	{"it has far too many fields", good + strings.Repeat("|x", 50), []problem.ID{message.NotAMessage}, "message", false},
	{"it is empty", "", []problem.ID{message.Empty}, "message", false},
	{"it is blank", " \n", []problem.ID{message.Empty}, "message", false},
	{"it is huge", strings.Repeat(good, 100), []problem.ID{message.TooLong}, "message", false},
	{"a region is invented and the scheme is missing", "1|aws|123456789012|us-east-1|12345|20271231|SHA256", []problem.ID{message.InventedField, message.MissingField}, "message", true},
	{"it has as many fields as are looked at", good + strings.Repeat("|x", 13), slices.Repeat([]problem.ID{message.InventedField}, 13), "message", true},
	{"it has one more", good + strings.Repeat("|x", 14), []problem.ID{message.NotAMessage}, "message", false},
	// M2
	{"it is a ROA request", "1|1340135296|My First ROA|1234|10.0.0.0|8|16|", []problem.ID{message.ROARequest}, "message", false},
	{"it is Azure's", "0a1b2c3d-0a1b-2c3d-4e5f-0a1b2c3d4e5f|192.0.2.0/24|20271231\n", []problem.ID{message.OtherCloud}, "message", false},
	{"it is Azure's too", "Azure-SKEY|192.0.2.0/24", []problem.ID{message.OtherCloud}, "message", false},
	{"it is DigitalOcean's", "DO|192.0.2.0/24|20271231", []problem.ID{message.OtherCloud}, "message", false},
	{"it is Oracle's", "OCITOKEN::ocid1.byoiprange", []problem.ID{message.OtherCloud}, "message", false},
	{"it is the literal for delegated RPKI", "CoveredByInternetRegistryAssociation", []problem.ID{message.RPKILiteral}, "message", false},
	{"it is that literal in its context", "Message=\"CoveredByInternetRegistryAssociation\",Signature=\"\"\n", []problem.ID{message.RPKILiteral}, "message", false},
	{"it is Cloudflare's", "cf-validation=0123", []problem.ID{message.OtherCloud}, "message", false},
	{"it is a ROA request of another version", "2|1340135296|My First ROA|1234|10.0.0.0|8|16|", []problem.ID{message.NotAMessage, "blank"}, "message", false},
	{"it is a short ROA request", "1|999999999|x|1234|10.0.0.0|8", []problem.ID{message.ROARequest}, "message", false},
	{"it is shorter than a ROA request", "1|1340135296|x|1234|8", []problem.ID{message.NotAMessage}, "message", false},
	// M3, along with something that stops it from being data
	{"the account has hyphens too", "1|aws|1234-5678-9012|AS12345|20271231|SHA256|RSAPSS", []problem.ID{message.AccountHyphens, resource.ASNPrefix}, message.FieldAccount, true},
	// M4
	{"the CIDR has host bits", "1|aws|123456789012|192.0.2.7/24|20271231|SHA256|RSAPSS", []problem.ID{resource.CIDRHostBits}, message.FieldResource, false},
	{"the IPv6 CIDR is in capitals", "1|aws|123456789012|2001:DB8::/32|20271231|SHA256|RSAPSS", []problem.ID{resource.CIDRSpelling}, message.FieldResource, false},
	{"the IPv6 CIDR is not compressed", "1|aws|123456789012|2001:db8:0:0:0:0:0:0/32|20271231|SHA256|RSAPSS", []problem.ID{resource.CIDRSpelling}, message.FieldResource, false},
	{"the CIDR has no length", "1|aws|123456789012|192.0.2.0|20271231|SHA256|RSAPSS", []problem.ID{resource.CIDRNoLength}, message.FieldResource, false},
	{"the CIDR is a range", "1|aws|123456789012|192.0.2.0-192.0.2.255|20271231|SHA256|RSAPSS", []problem.ID{resource.CIDRIsRange}, message.FieldResource, false},
	{"the CIDR has an impossible length", "1|aws|123456789012|192.0.2.0/33|20271231|SHA256|RSAPSS", []problem.ID{resource.NotAResource}, message.FieldResource, false},
	// M6
	{"the ASN has a prefix", "1|aws|123456789012|AS12345|20271231|SHA256|RSAPSS", []problem.ID{resource.ASNPrefix}, message.FieldResource, true},
	{"the ASN is in asdot", "1|aws|123456789012|0.12345|20271231|SHA256|RSAPSS", []problem.ID{resource.ASNAsdot}, message.FieldResource, true},
	{"the ASN has a leading zero", "1|aws|123456789012|012345|20271231|SHA256|RSAPSS", []problem.ID{resource.ASNLeadingZero}, message.FieldResource, true},
	{"the ASN is out of range", "1|aws|123456789012|4294967296|20271231|SHA256|RSAPSS", []problem.ID{resource.ASNRange}, message.FieldResource, false},
	{"the resource is a name", "1|aws|123456789012|EXAMPLE-AS|20271231|SHA256|RSAPSS", []problem.ID{resource.NotAResource}, message.FieldResource, false},
	// M7
	{"the date has dashes", "1|aws|123456789012|12345|2027-12-31|SHA256|RSAPSS", []problem.ID{message.ExpiryDashed}, message.FieldExpiry, true},
	{"the date has slashes", "1|aws|123456789012|12345|2027/12/31|SHA256|RSAPSS", []problem.ID{message.ExpiryDashed}, message.FieldExpiry, true},
	{"the date has two separators", "1|aws|123456789012|12345|2027-12/31|SHA256|RSAPSS", []problem.ID{message.ExpiryFormat}, message.FieldExpiry, false},
	{"the date has odd separators", "1|aws|123456789012|12345|2027x12x31|SHA256|RSAPSS", []problem.ID{message.ExpiryFormat}, message.FieldExpiry, false},
	{"the day does not exist", "1|aws|123456789012|12345|20270229|SHA256|RSAPSS", []problem.ID{message.ExpiryImpossible}, message.FieldExpiry, false},
	{"the date begins with the day", "1|aws|123456789012|12345|31122027|SHA256|RSAPSS", []problem.ID{message.ExpiryImpossible}, message.FieldExpiry, false},
	{"the date has six digits", "1|aws|123456789012|12345|271231|SHA256|RSAPSS", []problem.ID{message.ExpiryFormat}, message.FieldExpiry, false},
	{"so it is where another field is missing", "1|aws|12345|64500|20271231|SHA256", []problem.ID{message.AccountShort, message.MissingField}, message.FieldAccount, false},
	{"and where there is a range", "aws|12345|192.0.2.0/24|20271231|SHA256|RSAPSS", []problem.ID{message.MissingField, message.AccountShort}, "version", false},
	{"the account is an AS number by its look", "1|aws|12345|AS64500|20271231|SHA256|RSAPSS", []problem.ID{message.AccountShort, resource.ASNPrefix}, message.FieldAccount, false},
	{"two constants are not enough of a message", "1|aws|a|b|c|d|e", []problem.ID{message.NotAMessage}, "message", false},
	{"three are", "1|aws|a|b|c|SHA256|e", []problem.ID{message.AccountFormat, resource.NotAResource, message.ExpiryFormat, message.WrongConstant}, message.FieldAccount, false},
	{"the resource has become a second date", "1|aws|123456789012|20271231|20271231|SHA256", []problem.ID{message.MissingField}, "scheme", false},
	// M8
	{"a newline follows", good + "\n", []problem.ID{"line-break"}, "message", true},
	{"CRLF follows", good + "\r\n", []problem.ID{"carriage-return"}, "message", true},
	{"a carriage return follows", good + "\r", []problem.ID{"carriage-return"}, "message", true},
	{"a byte-order mark precedes", "\ufeff" + good, []problem.ID{"byte-order-mark"}, "message", true},
	{"quotes are around it", `"` + good + `"`, []problem.ID{"quotes"}, "message", true},
	{"single quotes are around it", `'` + good + `'`, []problem.ID{"quotes"}, "message", true},
	{"typographic quotes are around it", "“" + good + "”", []problem.ID{"smart-quotes"}, "message", true},
	{"a no-break space is inside", "1|aws|123456789012|\u00a012345|20271231|SHA256|RSAPSS", []problem.ID{"no-break-space"}, "message", true},
	{"blanks are around the bars", strings.ReplaceAll(good, "|", " | "), []problem.ID{"blank"}, "message", true},
	{"a zero-width space is inside", "1|aws|1234\u200b56789012|12345|20271231|SHA256|RSAPSS", []problem.ID{"not-ascii"}, "message", true},
	{"a date has typographic dashes", "1|aws|123456789012|12345|2027–12–31|SHA256|RSAPSS", []problem.ID{"not-ascii"}, "message", false},
	{"a NUL is inside", "1|aws|123456789012|12345|2027\x001231|SHA256|RSAPSS", []problem.ID{"control-character"}, "message", false},
	{"a DEL is inside", "1|aws|123456789012\x7f|12345|20271231|SHA256|RSAPSS", []problem.ID{"control-character"}, "message", false},
	{"a line is broken", "1|aws|123456789012|\n12345|20271231|SHA256|RSAPSS", []problem.ID{"line-break"}, "message", true},
	{"it is not UTF-8", "1|aws|123456789012|12345|20271231|SHA256|RSAPSS\xff", []problem.ID{"not-ascii"}, "message", false},
	{"several slips meet", "\ufeff\"1|aws|1234-5678-9012|AS12345|2027-12-31|sha256\"\n", []problem.ID{
		"byte-order-mark", "quotes", message.AccountHyphens, resource.ASNPrefix, message.ExpiryDashed,
		message.WrongConstant, message.MissingField, "line-break"}, "message", true},
}

func TestParseNamesEverySlip(t *testing.T) {
	for _, test := range slips {
		t.Run(test.name, func(t *testing.T) {
			_, err := message.Parse(test.text)
			var e *problem.List
			require.ErrorAs(t, err, &e)

			var ids []problem.ID
			for _, p := range e.Problems {
				ids = append(ids, p.ID)
				require.ErrorContains(t, err, p.What)
			}
			require.Equal(t, test.ids, ids)
			require.Equal(t, test.field, e.Problems[0].Field)
			if test.meant {
				require.Equal(t, good, e.Meant)
			}

			for _, id := range ids {
				require.ErrorIs(t, err, id)
				require.Contains(t, message.IDs(), id)
			}
			require.True(t, slices.IsSortedFunc(e.Problems, func(a, b *problem.Problem) int { return a.Start - b.Start }))
		})
	}
}

func TestTheSentencesOfSlips(t *testing.T) {
	for text, says := range map[string]string{
		strings.ReplaceAll(good, "|", " | "):                     "message contains a blank, the first of 12; the message has none anywhere",
		`"` + good + `"`:                                         "message begins with quotes; the shell's quotes",
		"1|aws-us-gov|123456789012|12345|20271231|SHA256|RSAPSS": `partition "aws-us-gov" is a partition for which no message is documented; write aws`,
		"1|AWS|123456789012|12345|20271231|SHA256|RSAPSS":        `partition "AWS" is not what every message has there; write aws`,
		good + "|": "message has an empty field, 8 of 8, which no message has",
		"1|aws|123456789012|us-east-1|12345|20271231|SHA256|RSAPSS":   `message "us-east-1" is field 4 of 8, and no message has such a field`,
		"1|aws|123456789012|12345|20271231|SHA256|aws-gov":            `scheme "aws-gov" is not what every message has there`,
		"1|aws|123456789012\r\n|12345|20271231|SHA256|RSAPSS":         "message contains a carriage return",
		" 1|aws|123456789012|12345|20271231|SHA256|RSAPSS":            "message begins with a blank;",
		"1|aws|123456789012|12345|20271231|SHA256|RSAPSS\u00a0\u00a0": "message ends with a no-break space, the first of 2",
	} {
		_, err := message.Parse(text)
		require.ErrorContains(t, err, says)
	}
}

func TestNothingIsMeantWithACharacterThatStandsForSomething(t *testing.T) {
	for _, char := range []string{"\x00", "\x7f", "–", "ä", "\xff"} {
		_, err := message.Parse("1|aws|123456789012|12345|20271231|SHA256|RSAPSS" + char + "\u200b")
		var list *problem.List
		require.ErrorAs(t, err, &list)
		require.Empty(t, list.Meant, "%q", char)
	}
}

// marked maps a text in which what is wrong stands in brackets to what they mark.
var marked = map[string][]problem.ID{
	"1|aws|123456789012|[AS12345]|[2027-12-31]|[sha256]|RSAPSS[\n]":       {resource.ASNPrefix, message.ExpiryDashed, message.WrongConstant, "line-break"},
	"[\ufeff][“]1|aws|[1234-5678-9012]|[AS12345]|20271231|SHA256|RSAPSS”": {"byte-order-mark", "smart-quotes", message.AccountHyphens, resource.ASNPrefix},
	"1|aws|123456789012|[192.0. 2.7/24]|20271231|SHA256|RSAPSS":           {resource.CIDRHostBits},
	"1|aws|123456789012|12345|20271231|SHA256[]":                          {message.MissingField},
	"[]aws|123456789012|12345|20271231|SHA256|RSAPSS":                     {message.MissingField},
	"1|aws|123456789012[]|20271231|SHA256|RSAPSS":                         {message.MissingField},
	"1|aws[|]|12345|20271231|SHA256|RSAPSS":                               {message.MissingField},
	"1|aws|123456789012|[us-east-1]|12345|20271231|SHA256|RSAPSS":         {message.InventedField},
	"1|aws|123456789012|12345|20271231|SHA256|RSAPSS[|]":                  {message.InventedField},
	"1|aws|123456789012|12345|20271231|RSAPSS|[SHA256]":                   {message.FieldOrder},
	"1|aws|1234[\u200b]56789012|12345|20271231|SHA256|RSAPSS":             {"not-ascii"},
	"1|aws|123456789012|12345|20271231|SHA256|RSAPSS[\r\n]":               {"carriage-return"},
	"1|aws|123456789012|12345|20271231|SHA256|RSAPSS[\xff]":               {"not-ascii"},
	"[please announce]": {message.NotAMessage},
}

func TestProblemsSayWhichBytesTheyAreAbout(t *testing.T) {
	for text, ids := range marked {
		given := strings.NewReplacer("[", "", "]", "").Replace(text)
		_, err := message.Parse(given)
		var out strings.Builder
		last := 0
		var found []problem.ID
		for _, p := range problem.All(err) {
			if !slices.Contains(ids, p.ID) {
				continue // the blank in a field that is wrong itself
			}
			out.WriteString(given[last:p.Start] + "[" + given[p.Start:p.End] + "]")
			last, found = p.End, append(found, p.ID)
		}
		out.WriteString(given[last:])
		require.Equal(t, text, out.String())
		require.Equal(t, ids, found)
	}
}

func TestAnAccountThatLostItsLeadingZerosIsAnAccount(t *testing.T) {
	for account, padded := range map[string]string{
		"12345": "000000012345", "1": "000000000001", "4294967295": "004294967295", "20271231": "000020271231", "12345678901": "012345678901",
	} {
		for _, resource := range []string{"64500", "192.0.2.0/24", "20261231"} {
			m, err := message.Parse("1|aws|" + account + "|" + resource + "|20271231|SHA256|RSAPSS")
			require.NoError(t, err, "an account is data")
			require.Equal(t, account, m.Account())
			require.Equal(t, resource, m.Resource().String())
			first := m.Check(now)[0]
			require.Equal(t, message.AccountShort, first.ID)
			require.Contains(t, first.Fix, padded)
			require.Equal(t, account, m.String()[first.Start:first.End])
		}
	}
	_, err := message.ParseAccount("012345")
	require.ErrorIs(t, err, message.AccountFormat, "leading zeros were not what was lost")
}

func TestASecretIsNotRepeated(t *testing.T) {
	line := "q8bO3cV2bePFxgHL/wOfst9iB0q8bO3cV2bePFxgHL/wOfst9iB0q8bO3cV2beP="
	for text, id := range map[string]problem.ID{
		"-----BEGIN PRIVATE KEY-----\n" + line + "\n-----END PRIVATE KEY-----\n": message.SecretGiven,
		"-----BEGIN PRIVATE KEY-----":                                            message.SecretGiven,
		"MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQD3" + line:            message.SecretGiven,
		strings.Repeat("x", 2000) + "-----BEGIN ENCRYPTED PRIVATE KEY-----":      message.SecretGiven,
		line: message.NotAMessage, // the middle of a key, read line by line
	} {
		_, err := message.Parse(text)
		require.ErrorIs(t, err, id)
		shown, jsonErr := json.Marshal(err)
		require.NoError(t, jsonErr)
		for _, out := range []string{err.Error(), string(shown)} {
			require.NotContains(t, out, line[:12])
			require.NotContains(t, out, "MIIEvQ")
		}
	}
	_, err := message.Parse("-----BEGIN PRIVATE KEY-----")
	require.ErrorContains(t, err, "is a private key, given where a message is expected")
	require.Equal(t, "message", problem.All(err)[0].Field)
}

func TestWhatWasMeantIsNeverMadeUp(t *testing.T) {
	for _, test := range slips {
		_, err := message.Parse(test.text)
		var e *problem.List
		require.ErrorAs(t, err, &e)
		if e.Meant == "" {
			require.False(t, test.meant, test.name)
			continue
		}
		m, err := message.Parse(e.Meant)
		require.NoError(t, err, "%s: the proposal must parse", test.name)
		require.Len(t, m.Account(), 12, test.name)
	}
}

func FuzzParse(f *testing.F) {
	require.NotEmpty(f, slips)
	f.Add(good)
	for _, slip := range slips {
		f.Add(slip.text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		m, err := message.Parse(text)
		if err == nil {
			require.Equal(t, text, m.String(), "Parse accepts only what String gives back")
			return
		}
		var e *problem.List
		require.ErrorAs(t, err, &e)
		require.NotEmpty(t, e.Problems)
		require.Less(t, len(err.Error()), 8<<10)
		last := 0
		for _, p := range e.Problems {
			require.LessOrEqual(t, last, p.Start)
			require.LessOrEqual(t, p.Start, p.End)
			require.LessOrEqual(t, p.End, len(text))
			last = p.Start
		}
		if e.Meant != "" {
			_, err := message.Parse(e.Meant)
			require.NoError(t, err)
		}
	})
}

func TestTheCharacterOutsideASCIIIsShown(t *testing.T) {
	_, err := message.Parse("1|aws|123456789012|12345｜20271231|SHA256|RSAPSS")
	require.ErrorContains(t, err, `a character outside ASCII ("\uff5c", U+FF5C)`)
}

func TestAFieldOutOfOrderIsCountedFromOne(t *testing.T) {
	_, err := message.Parse("1|aws|12345|123456789012|20271231|SHA256|RSAPSS")
	require.ErrorContains(t, err, "stands as field 4 and belongs in field 3")
}

func TestADateThatBeginsWithTheDayHasOneSeparator(t *testing.T) {
	for date, want := range map[string]problem.ID{"31-12-2027": message.ExpiryDashed, "31.12.2027": message.ExpiryDashed, "31-12/2027": message.ExpiryFormat, "3-112-2027": message.ExpiryFormat} {
		_, err := message.Parse("1|aws|123456789012|12345|" + date + "|SHA256|RSAPSS")
		require.ErrorIs(t, err, want, date)
	}
}
