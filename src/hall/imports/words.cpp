#include "words.h"

#include "http/http.h"

namespace unionhall::imports {

void add_words() {
  http::Texts::global().add({
      {"imports.not_found", "找不到这次导入，可能不在您负责的范围", "No such import, or outside your area"},
      {"imports.unknown_kind", "没有这种导入", "There is no import of this kind"},
      {"imports.batch_taken", "这个批次名已经用过，换一个", "This batch name has been used. Choose another"},
      {"imports.wrong_state", "这次导入现在不能这样做，请看最新的状态", "Not possible in the import's present state. Look at it again"},
      {"imports.changed_meanwhile", "这次导入刚有变化，请看最新的内容再决定", "The import has just changed. Look at it before you decide"},
      {"imports.column_missing", "还有必需的列没有对上，请选好再检查", "A required column is not matched yet. Choose it, then check"},
      {"imports.nothing_to_write", "没有可以写入的行", "There is no row to write"},
      {"imports.own_import", "自己带来的导入要由另一位工作人员确认", "Your own import is confirmed by another officer"},
      {"imports.confirmer_needed", "超过 {rows} 行，要请本级或上级的另一位工作人员确认后才写入",
       "More than {rows} rows: another officer of this union or above confirms first"},
      {"imports.not_a_confirmer", "请从列表里选本级或上级的另一位工作人员", "Choose another officer of this union or above from the list"},
      {"imports.too_late", "写入已经超过 {days} 天，不能再整批撤销",
       "Written more than {days} days ago; it can no longer be taken back as a whole"},
      {"imports.file_changed", "文件和检查时的不一样了，请重新导入", "The file is no longer the one that was checked. Import it again"},
      {"imports.file_gone", "文件已不在：导入 30 天后文件即删除，或它已不在原处",
       "The file is gone: it is deleted after 30 days, or it is no longer where it was"},
      {"imports.at_work", "另一个进程正在处理这次导入", "Another process is working on this import"},
      {"imports.decided_already", "这一行已经判断过了", "This row has been decided already"},
      {"imports.no_such_double", "这一行没有疑似重复", "This row is no suspected double"},
      {"imports.union_dissolved", "这个工会已经撤销，不能再导入", "This union has been dissolved; nothing is imported into it any more"},
      {"imports.nothing_came_back", "没有退回的行", "No row came back"},
      {"imports.no_such_column", "没有这个字段，从列表里选", "No such field. Choose from the list"},
      {"form.no_such_column", "没有这一列或这个字段，从列表里选", "No such column or field. Choose from the list"},
      {"form.column_twice", "同一个字段只能选一列", "A field can be one column only"},

      {"imports.at_row", "第 {row} 行：", "Row {row}: "},
      {"imports.at_cell", "第 {row} 行 {column} 列：", "Row {row}, column {column}: "},
      {"imports.row.union_name_not_found", "找不到这家工会：写全称，并且在这次导入的范围内",
       "No such union: write its full name; it must lie in this import's area"},
      {"imports.row.union_name_ambiguous", "有几家同名的工会，先把它们的名称区分开",
       "Several unions have this name. Tell their names apart first"},
      {"imports.too_many_alike", "超过 {most} 行与另一行同名、同出生年月、同手机号，不像是一份名册。看看手机号一列是不是填成了同一个",
       "More than {most} rows have another row's name, month of birth and phone: this is hardly a roster. See whether one phone was filled "
       "in "
       "everywhere"},
      {"imports.file.empty_file", "文件是空的", "The file is empty"},
      {"imports.file.not_a_table", "这不是表格文件，请用 xlsx 或 csv", "No table. Bring an xlsx or csv file"},
      {"imports.file.old_excel", "这是旧版 .xls，请另存为 .xlsx 再导", "An old .xls file. Save it as .xlsx"},
      {"imports.file.binary_workbook", "这是 .xlsb，请另存为 .xlsx 再导", "An .xlsb file. Save it as .xlsx"},
      {"imports.file.open_document", "这是 .ods，请另存为 .xlsx 再导", "An .ods file. Save it as .xlsx"},
      {"imports.file.encrypted_workbook", "文件有密码，请去掉密码另存后再导", "The file asks for a password. Save it without one"},
      {"imports.file.damaged_zip", "文件不完整，可能传输中断了。重新拷贝一份再导",
       "The file is incomplete, perhaps cut off on its way. Copy it again"},
      {"imports.file.damaged_xml", "文件损坏，用表格软件打开另存一份再导",
       "The file is damaged. Open it in a spreadsheet and save it anew"},
      {"imports.file.damaged_csv", "有一个引号没有配对，后面的内容连成了一格", "A quotation mark is opened and never closed"},
      {"imports.file.missing_part", "文件缺少内容，用表格软件打开另存一份再导",
       "A part of the file is missing. Open it in a spreadsheet and save it anew"},
      {"imports.file.doctype_refused", "文件里有不该出现的内容（DOCTYPE），没有读取",
       "The file holds what no workbook needs (DOCTYPE); it was not read"},
      {"imports.file.unpacks_too_much", "文件解开后太大，没有读取。拆成几个文件再导",
       "The file unpacks to too much; it was not read. Split it"},
      {"imports.file.external_data", "这张表的数据在另一个文件里，把数据粘贴为值再导",
       "The sheet's data lie in another file. Paste them as values"},
      {"imports.file.rows_disordered", "表里的行次序乱了，用表格软件打开另存一份再导",
       "The sheet's rows are out of order. Open it in a spreadsheet and save it anew"},
      {"imports.file.too_many_parts", "文件里的部件太多，没有读取", "The file has too many parts; it was not read"},
      {"imports.file.too_many_columns", "列太多，最多 {limit} 列", "Too many columns: {limit} at most"},
      {"imports.file.cell_too_long", "有一格太长，最多 {limit} 个字符", "A cell is too long: {limit} characters at most"},
      {"imports.file.line_too_long", "有一行太长，最多 {limit} 字节", "A line is too long: {limit} bytes at most"},
      {"imports.file.bad_encoding", "文字编码读不出来，请另存为 UTF-8 或 GB18030 的 csv",
       "The characters cannot be read. Save it as csv in UTF-8 or GB18030"},
      {"imports.file.nul_character", "文件里有空字符，可能不是文本", "The file holds U+0000; it may be no text"},
      {"imports.file.no_sheet", "工作簿里没有可见的表", "The workbook has no visible sheet"},
      {"imports.file.no_such_sheet", "没有叫“{sheet}”的表", "There is no sheet called “{sheet}”"},
  });
}

}  // namespace unionhall::imports
