/** «+7 (921) 555-01-02»: a number of ten digits after +7 as people read it; any other text as it is. */
export function phoneWords(phone: string): string {
  return phone.replace(/^\+7(\d{3})(\d{3})(\d{2})(\d{2})$/, '+7 ($1) $2-$3-$4');
}
