// On a phone the sections of a page stand in one line that scrolls, as the portal's menu does: the current one comes into sight.
for (const here of document.querySelectorAll('.index [aria-current], .portal__nav [aria-current]')) here.scrollIntoView({ block: 'nearest', inline: 'center' });
