// The person has said «Выйти» already; without scripts the button waits to be pressed.
document.getElementById('sign-out').click();
