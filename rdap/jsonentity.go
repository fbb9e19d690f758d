package rdap

import "bytes"

// entities reads an array of entities, and those within them, and keeps their
// texts. Networks and autnums within an entity are other objects: they are
// skipped.
func (r *jsonReader) entities(into *[]Text) error {
	return r.array(func() error {
		if err := r.tally.add(boundEntities); err != nil {
			return err
		}
		entity := new(Entity)
		return r.object(func(name []byte) error {
			switch string(name) {
			case "objectClassName":
				return r.constant("entity")
			case "handle":
				return r.text(&entity.Handle)
			case "roles":
				return r.texts(&entity.Roles, boundItems)
			case "remarks":
				return r.remarks(into, entity)
			case "entities":
				return r.entities(into)
			}
			return r.skipMember(name)
		})
	})
}

// remarks reads an array of remarks (RFC 9083 section 4.3). Their owner is nil
// for the object's own.
func (r *jsonReader) remarks(into *[]Text, owner *Entity) error {
	return r.array(func() error {
		if err := r.tally.add(boundTexts); err != nil {
			return err
		}
		remark := Text{Entity: owner}
		err := r.object(func(name []byte) error {
			switch string(name) {
			case "title":
				return r.text(&remark.Title)
			case "type":
				return r.text(&remark.Type)
			case "description":
				return r.texts(&remark.Lines, boundLines)
			}
			return r.skipMember(name)
		})
		*into = append(*into, remark)
		return err
	})
}

// noticeTypes reads an array of notices, which are about the answer and not the
// object: of them, the type is all that is kept.
func (r *jsonReader) noticeTypes(into *[]string) error {
	return r.array(func() error {
		if err := r.tally.add(boundTexts); err != nil {
			return err
		}
		return r.object(func(name []byte) error {
			if string(name) != "type" {
				return r.skipMember(name)
			}
			*into = append(*into, "")
			return r.text(&(*into)[len(*into)-1])
		})
	})
}

// links reads an array of links (RFC 9083 section 4.2).
func (r *jsonReader) links(into *[]Link) error {
	return r.array(func() error {
		if err := r.tally.add(boundItems); err != nil {
			return err
		}
		var link Link
		err := r.object(func(name []byte) error {
			switch string(name) {
			case "rel":
				return r.text(&link.Rel)
			case "href":
				return r.text(&link.Href)
			case "type":
				return r.text(&link.Type)
			}
			return r.skipMember(name)
		})
		*into = append(*into, link)
		return err
	})
}

// memberNames are the names of all members that are read.
var memberNames = [...]string{
	"objectClassName", "rdapConformance", "handle", "name", "status", "port43",
	"links", "notices", "remarks", "entities", "startAutnum", "endAutnum",
	"startAddress", "endAddress", "errorCode", "title", "description", "roles",
	"type", "rel", "href",
}

// skipMember skips a member that is not read. A name that differs from one that
// is only in case is a fault: its value would be missed in silence.
func (r *jsonReader) skipMember(name []byte) error {
	for _, known := range memberNames {
		if bytes.EqualFold(name, []byte(known)) && string(name) != known {
			return r.fault("is not a name of RFC 9083, which writes " + known)
		}
	}
	return r.skip()
}
