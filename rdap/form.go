package rdap

// A Form names a way in which a published certificate is not whole on one line.
// Its values are stable: split-over-lines, split-over-remarks, blanks-inside, mail-line-limit,
// lost-plus, marker-missing, marker-altered, text-beside, escaped-breaks,
// html-entities, prefixed, does-not-decode.
type Form string

// The forms.
const (
	splitLines    Form = "split-over-lines"   // over elements of one remark, or lines of one field
	splitTexts    Form = "split-over-remarks" // over several remarks or fields
	blanksInside  Form = "blanks-inside"
	mailBroken    Form = "mail-line-limit" // broken where a mail server breaks lines
	lostPlus      Form = "lost-plus"       // a + of the base64 became a blank or vanished
	noMarker      Form = "marker-missing"  // BEGIN or END is not there
	markerAltered Form = "marker-altered"  // dashes or blanks of a marker changed
	textBeside    Form = "text-beside"     // other letters stand right before BEGIN or after END
	escapedBreaks Form = "escaped-breaks"  // \n in letters
	htmlEntities  Form = "html-entities"   // &#43; and the like
	prefixed      Form = "prefixed"        // each line has "Comment:" or the like
	unreadable    Form = "does-not-decode" // no certificate can be made of it
)

var formTexts = map[Form]string{
	splitLines:    "split over several lines",
	splitTexts:    "split over several remarks",
	blanksInside:  "with blanks inside",
	mailBroken:    "broken by a mail server, which breaks lines of more than 998 characters (RFC 5322): it has to be sent as quoted-printable",
	lostPlus:      "with a + lost",
	noMarker:      "without its BEGIN or END marker",
	markerAltered: "with an altered BEGIN or END marker",
	textBeside:    "with other text right beside its markers",
	escapedBreaks: `with \n written out`,
	htmlEntities:  "with HTML entities",
	prefixed:      "with a prefix on its lines",
	unreadable:    "which does not decode",
}

// String says the form in words, to follow "a certificate".
func (f Form) String() string { return formTexts[f] }
