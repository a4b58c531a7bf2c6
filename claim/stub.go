package claim

func (b *builder) quantities() {}
func (b *builder) told()       {}
func (b *builder) flags()      {}
