// Every tag a page of the staff may use: the patients' and the doctor's desk.
import './all.js';
import './consult-desk.js';
