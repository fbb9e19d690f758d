package cli

import (
	"context"
	"fmt"

	"github.com/byoasn/byoasn/certgen"
	"github.com/byoasn/byoasn/provision"
	"github.com/byoasn/byoasn/publish"
	"github.com/byoasn/byoasn/rdap"
)

// maxObject bounds the file of --object: what the RIPE Database takes.
const maxObject = 5_000_000

// writeUpdate makes the change in the present object and prints it whole.
func (a *app) writeUpdate(p *certPublish, change publish.Change) error {
	present, err := a.readText("the object", p.object, maxObject)
	if err != nil {
		return err
	}
	update, err := change.Update(present)
	if err != nil {
		return fmt.Errorf("%s: %w", inputName(p.object), err)
	}
	if isRIPE(change) {
		if err := a.lookThrough(change, update); err != nil {
			return err
		}
	}
	if p.out != "-" {
		if err := a.printChange(p, ended(update.Text)); err != nil {
			return err
		}
	}
	if p.out != "" {
		if err := a.writeOut(p.out, []byte(update.Body()), p.force); err != nil {
			return err
		}
	}
	a.showPut(p, change, update)
	return nil
}

// ended has a newline at its end.
func ended(text string) string {
	if text == "" || text[len(text)-1] != '\n' {
		return text + "\n"
	}
	return text
}

// lookThrough reads the object that was made as AWS would, and warns of what else
// is in it.
func (a *app) lookThrough(change publish.Change, update *publish.Update) error {
	record, err := rdap.Parse([]byte(update.Text))
	if err != nil {
		return fmt.Errorf("the object that was made cannot be read again: %w", err)
	}
	published, err := rdap.Find(context.Background(), record)
	if err != nil {
		return err
	}
	field, whole := change.Registry.Rule().Field, false
	for _, found := range published.Found {
		ours := found.Certificate != nil && found.Certificate.Equal(change.Certificate)
		switch {
		case ours && found.Whole() && found.Place.Field == field && !change.Remove:
			whole = true
		case ours:
			a.warn("this certificate is also in %s, where it does no good", found.Place)
		case found.Kind == certgen.KindCertificate:
			a.warn("there is another certificate in %s: AWS may take any in %s", found.Place, field)
		default:
			a.warn("there is %s in %s", found.Kind, found.Place)
		}
	}
	if !whole && !change.Remove {
		return fmt.Errorf("the object that was made does not have the certificate whole in its %s", field)
	}
	return nil
}

// showGet says how to get the present object, and to go on from it.
func (a *app) showGet(p *certPublish, change publish.Change, get publish.Call, path string) {
	const object, changed = "object.json", "new.json"
	command, name, out := "publish", object, changed
	if p.remove {
		command = "unpublish"
	}
	if !isRIPE(change) {
		name, out = "object.xml", "new.xml"
	}
	a.note("or by the registry's API: %s,", get.Title)
	a.note("  %s", a.call(get, name))
	if variable := get.Variable(); variable != "" {
		a.note("  ($%s is your API key, and NET_HANDLE the network's handle, such as NET-192-0-2-0-1)", variable)
	}
	a.note("and have it changed:")
	a.note("  %s cert %s %s --rir %s %s --object %s --out %s", a.name, command, a.shell.Quote(path), change.Registry, p.resourceFlags.flag(a.shell), name, out)
}

// showPut says how to send the object.
func (a *app) showPut(p *certPublish, change publish.Change, update *publish.Update) {
	file := p.out
	if file == "" || file == "-" {
		file = "new.json"
		if !isRIPE(change) {
			file = "new.xml"
		}
		a.note("the commands below send the file that --out %s writes", file)
	}
	a.note("in place of the form, with your API key in $%s:", update.Calls[0].Variable())
	for i, call := range update.Calls {
		a.note("  %d. %s:", i+1, call.Title)
		a.note("     %s", a.call(call, file))
	}
	if isRIPE(change) {
		curl := "curl"
		if a.shell == provision.PowerShell {
			curl = "curl.exe" // its own curl may be something else
		}
		a.note("or the text that was printed, kept in object.txt, by syncupdates, as multipart/form-data: %s --form 'DATA=<object.txt' https://syncupdates.db.ripe.net/", curl)
	}
}

// call is a request as a line for the shell.
func (a *app) call(c publish.Call, file string) string {
	if a.shell == provision.PowerShell {
		return c.PowerShell(file)
	}
	return c.Shell(file)
}
