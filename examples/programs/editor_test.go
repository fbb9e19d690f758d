package programs

import (
	"errors"
	"fmt"
	"strings"

	"github.com/byoasn/byoasn/message"
	"github.com/byoasn/byoasn/problem"
)

// underline is an editor's, as one types: a caret under each byte that a problem is
// about, what each says, and the message that was probably meant.
func underline(text string) (carets string, says []string, meant string) {
	_, err := message.Parse(text)
	marks := []byte(strings.Repeat(" ", len(text)+1))
	for _, p := range problem.All(err) {
		for i := p.Start; i < max(p.End, p.Start+1); i++ { // nothing there: where it belongs
			marks[i] = '^'
		}
		says = append(says, p.Sentence())
	}
	var list *problem.List
	if errors.As(err, &list) {
		meant = list.Meant
	}
	return strings.TrimRight(string(marks), " "), says, meant
}

func Example_editor() {
	const typed = "1|aws|12345|AS3333|20261131|SHA256"
	carets, says, meant := underline(typed)
	fmt.Printf("%s\n%s\n", typed, carets)
	for _, line := range says {
		fmt.Println(line)
	}
	fmt.Println("meant:", meant)
	// Output:
	// 1|aws|12345|AS3333|20261131|SHA256
	//       ^^^^^ ^^^^^^ ^^^^^^^^       ^
	// account "12345" has 5 of 12 digits
	// resource "AS3333" has the prefix "AS"
	// expiry "20261131" is a day that does not exist
	// scheme is missing
	// meant:
}
