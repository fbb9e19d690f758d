package rdap

import "strings"

// RIPE NCC's REST interface answers in JSON with the objects that whois would
// show, attribute by attribute and in order (RIPE-NCC/whois, WhoisResources):
//
//	{"objects": {"object": [{"attributes": {"attribute": [
//		{"name": "aut-num", "value": "AS64496"}, …]}}]},
//	 "errormessages": {"errormessage": [{"text": "ERROR:101: no entries found\n…"}]}}
//
// It is read as strictly as RDAP where it decides: names and values.

// restObjects reads the member objects.
func (a *jsonAnswer) restObjects(r *jsonReader) error {
	return r.Object(func(name string) error {
		if name != "object" {
			return r.Skip()
		}
		return r.Array(func(int) error {
			o := new(whoisObject)
			if err := r.Object(func(name string) error { return r.restAttributes(name, o) }); err != nil {
				return err
			}
			if len(o.attributes) == 0 {
				return r.Fault(NoObject, "has no attributes", "")
			}
			a.restAnswer().objects = append(a.rest.objects, o)
			return r.tally.add(boundEntities)
		})
	})
}

func (a *jsonAnswer) restAnswer() *whoisAnswer {
	if a.rest == nil {
		a.rest = new(whoisAnswer)
	}
	return a.rest
}

// restAttributes reads a member of an object.
func (r *jsonReader) restAttributes(name string, o *whoisObject) error {
	if name != "attributes" {
		return r.Skip()
	}
	return r.Object(func(name string) error {
		if name != "attribute" {
			return r.Skip()
		}
		return r.Array(func(int) error {
			var key, value string
			err := r.Object(func(name string) error {
				switch name {
				case "name":
					return r.text(&key)
				case "value":
					return r.text(&value)
				}
				return r.Skip()
			})
			o.attributes = append(o.attributes, attribute{name: strings.ToLower(key), lines: strings.Split(value, "\n")})
			if err != nil {
				return err
			}
			return r.tally.add(boundLines)
		})
	})
}

// restMessages reads the member errormessages, as whois says the same in
// comments.
func (a *jsonAnswer) restMessages(r *jsonReader) error {
	return r.Object(func(name string) error {
		if name != "errormessage" {
			return r.Skip()
		}
		return r.maybeArray(boundTexts, func() error {
			var text string
			var args []string
			err := r.maybeObject(func(name string) error {
				switch name {
				case "text":
					return r.maybeText(&text)
				case "args":
					return r.restArguments(&args)
				}
				return r.Skip()
			})
			for _, arg := range args {
				text = strings.Replace(text, "%s", arg, 1)
			}
			rest := a.restAnswer()
			for line := range strings.Lines(text) {
				rest.line++
				rest.comments = append(rest.comments, comment{strings.TrimSpace(line), rest.line})
			}
			return err
		})
	})
}

// restArguments reads what belongs in the place of each %s of a message.
func (r *jsonReader) restArguments(into *[]string) error {
	return r.maybeArray(boundItems, func() error {
		var value string
		err := r.maybeObject(func(name string) error {
			if name == "value" {
				return r.maybeText(&value)
			}
			return r.Skip()
		})
		if len(*into) < 4 { // no message has more
			*into = append(*into, value)
		}
		return err
	})
}
