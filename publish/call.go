package publish

import "strings"

// A Call is one request of a registry's API.
type Call struct {
	Title  string // what it does
	Method string // GET or PUT
	URL    string
	Type   string // the media type of what is sent; empty for a GET

	key *apiKey // what proves who is asking; nil for nothing
}

// An apiKey is how a registry wants to be shown one: a line of curl's
// configuration with the value of a shell variable in it.
type apiKey struct {
	variable string
	config   string // with %s for the value
}

// The RIPE NCC's keys are two parts with a colon between, user and password of
// HTTP's Basic scheme ("API Keys", RIPE Database documentation). ARIN's go into
// a header ("Reg-RWS Quick Start Guide").
var (
	ripeAPIKey = &apiKey{"RIPE_API_KEY", `user = "%s"`}
	arinAPIKey = &apiKey{"ARIN_API_KEY", `header = "Authorization: ApiKey %s"`}
)

// Variable names the shell variable that holds the key which the call needs, or
// is empty if it needs none.
func (c Call) Variable() string {
	if c.key == nil {
		return ""
	}
	return c.key.variable
}

// Shell returns the call as a line for a POSIX shell, made with curl. A GET
// writes the file, a PUT sends it. The key is never an argument of a program,
// where others on the machine could see it: the shell's own printf hands it to
// curl's standard input.
func (c Call) Shell(file string) string {
	curl := []string{"curl"}
	if c.key != nil {
		curl = []string{"printf", quote(c.key.config + `\n`), `"$` + c.key.variable + `"`, "|", "curl", "--config", "-"}
	}
	return c.line(curl, file, quote)
}

// PowerShell is the same for PowerShell, whose own curl may be something else; the
// key is in a variable of it.
func (c Call) PowerShell(file string) string {
	curl := []string{"curl.exe"}
	if c.key != nil {
		config := strings.Replace(c.key.config, "%s", "{0}", 1)
		curl = []string{quotePowerShell(config), "-f", "$" + c.key.variable, "|", "curl.exe", "--config", "-"}
	}
	return c.line(curl, file, quotePowerShell)
}

// line adds what is the same for every shell.
func (c Call) line(curl []string, file string, quote func(string) string) string {
	if strings.HasPrefix(file, "-") {
		file = "./" + file // no option, and not standard input
	}
	curl = append(curl, "--fail-with-body", "--silent", "--show-error")
	if c.Method == "GET" {
		curl = append(curl, "--output", quote(file))
	} else {
		curl = append(curl, "--request", c.Method, "--header", quote("Content-Type: "+c.Type), "--data-binary", quote("@"+file))
	}
	return strings.Join(append(curl, quote(c.URL)), " ")
}

// quotePowerShell writes a word for PowerShell, where four typographic quotes end
// one too (about_Quoting_Rules).
func quotePowerShell(s string) string {
	double := strings.NewReplacer("'", "''", "\u2018", "\u2018\u2018", "\u2019", "\u2019\u2019", "\u201a", "\u201a\u201a", "\u201b", "\u201b\u201b")
	return "'" + double.Replace(s) + "'"
}

// quote writes a word for a POSIX shell: nothing is special within single quotes
// but the single quote (POSIX.1-2017, Shell Command Language, section 2.2.2).
func quote(s string) string {
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}
