// On a phone the sections of a page stand in one line that scrolls: the current one comes into sight.
for (const here of document.querySelectorAll('.index [aria-current]')) here.scrollIntoView({ block: 'nearest', inline: 'center' });
