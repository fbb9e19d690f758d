package rdap

import "strings"

// clientLines are how the lines begin that whois clients write between the
// objects without a comment sign, and ARIN to say that it has nothing.
var clientLines = []string{
	"Found a referral to ",  // Debian's whois
	"Warning: RIPE flags ",  // the same, to a server that knows no -B
	"Detected referral to ", // the same
	"Using server ",         // the same, with --verbose
	"Using default server ", // the same
	"Query string: ",        // the same
	"Whois v",               // Sysinternals' whois, four lines
	"Copyright (C) 20",      //
	"Sysinternals - ",       //
	"Connecting to ",        //
	"Server ",               // the same, with -v
	"Trying ",               // telnet, three lines and one at the end
	"Connected to ", "Escape character is ", "Connection closed by foreign host",
	"Begin forwarded message:",
	"Script started on ", "Script done on ", // script
	"Timeout.", "Interrupted by signal ", // Debian's whois
	"ERROR:", "No entries found ", // RIPE NCC's REST interface, in text
	noMatch,
}

// arinList is a line of ARIN's for one of several networks or AS numbers:
// "Example, Inc. EXAMPLE-NET (NET-192-0-2-0-1) 192.0.2.0 - 192.0.2.255".
var arinList = pattern(`\((NET6?-[0-9A-F-]+|AS[0-9]+)\) [0-9A-Fa-f.: -]+$`)

func isARINList(line string) bool {
	return strings.Contains(line, ") ") && arinList().MatchString(line)
}

// longestPrompt is more than a terminal shows on one line.
const longestPrompt = 160

var (
	// prompt is a shell's with a command that asks whois behind it, or that command
	// alone.
	prompt = pattern(`^(?:.{0,80}[$%#>❯»➜](?: ~)?\s*)?(?:\S*[/\\])?(?:j?whois[0-9]*(?:\.exe)?|nc|ncat|telnet) \s*\S`)

	lonePrompt = pattern(`^[\w.@~:\\/ \[\]()-]{0,60}[$%#>❯»]$`)

	// typed is a query as it was typed into telnet or nc: flags, and a number or range.
	typed = pattern(`^(?:-[A-Za-z]+ +)*(?:[Aa][Ss] ?)?[0-9][0-9A-Fa-f.:/]*$`)

	// mailHead stands before what is forwarded: "-----Original Message-----".
	mailHead = pattern(`^-{4,} ?(?:Original|Forwarded|Weitergeleitete) (?:[Mm]essage|Nachricht) ?-{4,}$`)
)

// isLastLine tells what ends a session right after an object.
func isLastLine(line string) bool {
	for _, start := range []string{"Connection closed ", "Script done on ", "Timeout.", "Interrupted by signal "} {
		if strings.HasPrefix(line, start) {
			return true
		}
	}
	return lonePrompt().MatchString(line)
}

// isClientLine tells what stands between the objects without a comment sign:
// the words of whois clients.
func isClientLine(line string) bool {
	if strings.HasPrefix(line, "[") && strings.HasSuffix(line, "]") { // [Querying whois.ripe.net]
		return true
	}
	for _, start := range clientLines {
		if strings.HasPrefix(line, start) {
			return true
		}
	}
	return len(line) <= longestPrompt && (prompt().MatchString(line) || lonePrompt().MatchString(line) || typed().MatchString(line)) ||
		strings.HasSuffix(line, "-") && mailHead().MatchString(line)
}
