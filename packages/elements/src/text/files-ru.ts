/** The words about documents that hang on messages. */
export const filesRu = {
  list: 'Файлы сообщения',
  open: 'Открыть',
  opening: 'Открываем…',
  download: 'Скачать',
  view: (name: string) => `Посмотреть снимок ${name}`,
  scanning: 'Проверяется на угрозы. Открыть можно будет через минуту.',
  blocked: 'Заблокирован: в файле найдена угроза.',
  unchecked: 'Закрыт: его не удалось проверить на угрозы. Нужно прислать его в другом виде.',
  heic: 'Снимок HEIC здесь не показать, его можно скачать.',
  notShown: 'Этот снимок не удалось показать, его можно скачать.',
  notOpened: 'Файл не открылся.',

  close: 'Закрыть',
  previous: 'Предыдущий снимок',
  next: 'Следующий снимок',
  place: (at: number, of: number) => `${at} из ${of}`,
  loading: 'Загружаем снимок…',
};

export type FilesWords = typeof filesRu;
