// Progressive enhancement only: every page works with this file missing. Texts are the page's, in data-attributes.
import './scheme.js';
import './dialogs.js';
import './palette.js';
import './shortcuts.js';
import './rows.js';
import './selection.js';
import './errors.js';
import './guard.js';
import './submit.js';
import './repeat.js';
import './copy.js';
import './print.js';
import './reveal.js';
import './sections.js';
import './follow.js';

document.documentElement.classList.add('js');
